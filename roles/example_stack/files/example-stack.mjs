// Made by npm run build from src/example-stack.

// src/example-stack/stack.ts
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once as once3 } from "node:events";
import { existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { rm as rm2 } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

// src/example-stack/dependency.ts
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { connect, createServer } from "node:net";

// src/example-stack/part.ts
var ANSWER_TIMEOUT = 1e4;

// src/example-stack/dependency.ts
function dependency(socketPath) {
  return {
    async serve() {
      await rm(socketPath, { force: true });
      const server = createServer((connection) => {
        connection.on("error", () => connection.destroy());
        connection.end("ready\n");
      });
      server.listen(socketPath);
      await once(server, "listening");
    },
    async answers() {
      const connection = connect(socketPath);
      try {
        await once(connection, "data", { signal: AbortSignal.timeout(ANSWER_TIMEOUT) });
        return true;
      } catch {
        return false;
      } finally {
        connection.destroy();
      }
    }
  };
}

// src/example-stack/service.ts
import { once as once2 } from "node:events";
import { createServer as createServer2 } from "node:http";
var HOST = "127.0.0.1";
var PAGES = { "/": "Welcome", "/liveness": "alive" };
function service(port2, dependencies) {
  async function answer(path) {
    const page = PAGES[path];
    if (page !== void 0) {
      return [200, page];
    }
    if (path !== "/readiness") {
      return [404, "not found"];
    }
    const answering = await Promise.all(dependencies.map((each) => each.answers()));
    return answering.every(Boolean) ? [200, "ready"] : [503, "unavailable"];
  }
  return {
    async serve() {
      const server = createServer2(async ({ url = "/" }, response) => {
        const [status, text] = await answer(url);
        response.writeHead(status, { "content-type": "text/plain" }).end(`${text}
`);
      });
      server.listen(port2, HOST);
      await once2(server, "listening");
    },
    async answers() {
      try {
        const signal = AbortSignal.timeout(ANSWER_TIMEOUT);
        return (await fetch(`http://${HOST}:${port2}/liveness`, { signal })).ok;
      } catch {
        return false;
      }
    }
  };
}

// src/example-stack/stack.ts
var PART_NAMES = ["redis", "mongodb", "service"];
var WATCH_INTERVAL = 200;
var END_WITHIN = 2 * WATCH_INTERVAL;
async function startStack(place2, program2) {
  const parts = partsOf(place2);
  const settingsFile = join(place2.directory, "settings.json");
  const settings = JSON.stringify({ port: place2.port, program: hashOf(program2) });
  if (textOf(settingsFile) !== settings) {
    await stopStack(place2);
    writeFileSync(settingsFile, settings);
  }
  const started = [];
  for (const name of PART_NAMES) {
    if (existsSync(pidFile(place2, name)) && await parts[name].answers()) {
      continue;
    }
    await startPart(place2, name, program2);
    started.push(name);
  }
  return started;
}
async function runPart(place2, name, owner) {
  await partsOf(place2)[name].serve();
  const file = pidFile(place2, name);
  writeFileSync(file, String(process.pid));
  setInterval(() => {
    const wanted = textOf(file) === String(process.pid) && (owner === void 0 || exists(owner));
    if (!wanted) {
      process.exit();
    }
  }, WATCH_INTERVAL);
}
function partsOf({ directory: directory2, port: port2 }) {
  const redis = dependency(join(directory2, "redis.sock"));
  const mongodb = dependency(join(directory2, "mongodb.sock"));
  return { redis, mongodb, service: service(port2, [redis, mongodb]) };
}
async function startPart(place2, name, program2) {
  const logFile = join(place2.directory, `${name}.log`);
  const log = openSync(logFile, "w");
  const child = spawn(process.execPath, [program2, name, place2.directory, String(place2.port)], {
    cwd: place2.directory,
    detached: true,
    stdio: ["ignore", log, log, "ipc"]
  });
  const ended = once3(child, "exit").then(() => {
    throw new Error(`${name} did not start: ${textOf(logFile)?.trim()}`);
  });
  await Promise.race([once3(child, "message"), ended]);
  child.disconnect();
  child.unref();
}
async function stopStack(place2) {
  const parts = partsOf(place2);
  const running = PART_NAMES.filter((name) => existsSync(pidFile(place2, name)));
  await Promise.all(running.map((name) => rm2(pidFile(place2, name))));
  for (const name of running) {
    while (await parts[name].answers()) {
      await delay(WATCH_INTERVAL);
    }
  }
}
function pidFile({ directory: directory2 }, name) {
  return join(directory2, `${name}.pid`);
}
function textOf(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : void 0;
}
function hashOf(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
function exists(processId) {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

// src/example-stack/main.ts
var [, program = "", action, directory = "", port] = process.argv;
var place = { directory, port: Number(port) };
try {
  const name = PART_NAMES.find((each) => each === action);
  if (name !== void 0) {
    const owner = process.env.EXAMPLE_STACK_OWNER;
    await runPart(place, name, owner === void 0 ? void 0 : Number(owner));
    process.send?.("ready");
  } else if (action === "start") {
    for (const started of await startStack(place, program)) {
      console.log(started);
    }
  } else {
    throw new Error(`expected start, ${PART_NAMES.join(", ")}, got: ${action}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
