// Asks the server every second, and crashes after 15 to 40 questions. Shows: restarts after a crash.
const questions = 15 + Math.floor(Math.random() * 25);

for (let asked = 0; asked < questions; asked += 1) {
  const answer = await fetch(process.env.SERVER).catch((error) => error);
  if (answer instanceof Error) console.error(`no answer: ${answer.cause?.code ?? answer.message}`);
  await new Promise((resume) => setTimeout(resume, 1000));
}
throw new Error(`the worker has had enough after ${questions} questions`);
