// Says its name every ten seconds; with a second argument it crashes after about that many seconds.
// Shows: members of a group, replicas.
const [name, seconds] = process.argv.slice(2);
const instance = process.env.SENTINEL_REPLICA ? ` ${process.env.SENTINEL_REPLICA}` : "";

console.log(`${name}${instance} is here`);
setInterval(() => console.log(`${name}${instance} is at work`), 10_000);
if (seconds) {
  setTimeout(() => {
    console.error(`${name} has lost its data`);
    process.exit(1);
  }, Number(seconds) * 1000);
}
