// Lines to a database that keep what travels on them, and those that do not.
import { expect, test } from "vitest";
import { isSafeLine } from "./safe-line.ts";

test.each([
  "postgresql://reta:x@127.0.0.1:5432/reta",
  "postgres://reta@localhost/reta",
  "postgresql://reta@[::1]:5432/reta",
  "postgresql://reta@/reta?host=/var/run/postgresql",
  "postgresql://reta@%2Fvar%2Frun%2Fpostgresql/reta",
  "postgresql://reta:x@db.example:5432/reta?sslmode=verify-full",
  "postgresql://reta:x@10.0.0.5/reta?sslmode=verify-full&sslrootcert=/etc/reta/ca.pem",
])("%s is a safe line", (url) => {
  expect(isSafeLine(url)).toBe(true);
});

test.each([
  "postgresql://reta:x@db.example:5432/reta",
  "postgresql://reta:x@10.0.0.5/reta?sslmode=disable",
  "postgresql://reta:x@db.example/reta?sslmode=prefer",
  // Encrypted for whoever answers.
  "postgresql://reta:x@db.example/reta?sslmode=require",
  "postgresql://reta:x@db.example/reta?sslmode=verify-ca",
  "postgresql://reta:x@db.example/reta?sslmode=no-verify",
  // The driver takes the last, or another meaning of the word.
  "postgresql://reta:x@db.example/reta?sslmode=verify-full&sslmode=disable",
  "postgresql://reta:x@db.example/reta?sslmode=verify-full&ssl=false",
  "postgresql://reta:x@db.example/reta?sslmode=verify-full&uselibpqcompat=true",
  // Another machine by another way of saying so.
  "postgresql://reta:x@127.0.0.1/reta?host=db.example",
  "postgresql://reta:x@127.0.0.1.example/reta",
  "postgresql://reta:x@localhost.example/reta",
  // Left to the environment of whoever starts it.
  "postgresql:///reta",
  "db.example",
])("%s is none", (url) => {
  expect(isSafeLine(url)).toBe(false);
});
