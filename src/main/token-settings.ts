// The token behind PKCS#11 that keeps the class keys, as the configuration names it; none unless a module is named.
import { resolve } from "node:path";
import { UsageError } from "#src/cli/command.ts";
import type { Configuration } from "#src/cli/configuration.ts";
import type { TokenSettings } from "#src/vault/token.ts";

export function tokenIn(configuration: Configuration): TokenSettings | undefined {
  const { RETA_PKCS11_MODULE: module, RETA_PKCS11_TOKEN: label, RETA_PKCS11_PIN: pin } = configuration;
  if (module === "") return undefined;
  for (const name of ["RETA_PKCS11_TOKEN", "RETA_PKCS11_PIN"] as const)
    if (configuration[name] === "") throw new UsageError(`${name}: found nothing, expected a value`);
  return { module: resolve(module), label, pinFile: resolve(pin), environment: environmentOf(configuration) };
}

function environmentOf({ RETA_PKCS11_ENVIRONMENT: names }: Configuration): Record<string, string> {
  const wanted = names.split(",").map((name) => name.trim());
  const found = wanted.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
