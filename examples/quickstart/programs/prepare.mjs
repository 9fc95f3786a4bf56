// Does something once and ends with success. Shows: a oneshot child.
console.log("prepared");
