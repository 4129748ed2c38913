// The institution's single sign-on as the configuration names it; off unless an issuer is named.
import type { Configuration } from "#src/cli/configuration.ts";
import type { SingleSignOn } from "#src/http/single-sign-on.ts";
import { loadClientProof } from "#src/vault/client-proof.ts";
import { isLoopback, openProvider } from "#src/vault/identity-provider.ts";

/** Undefined without an issuer. Throws, and the start fails, where a setting would let in less than the register asks for. */
export async function openSingleSignOn(configuration: Configuration): Promise<SingleSignOn | undefined> {
  const { RETA_OIDC_ISSUER: issuer, RETA_OIDC_CLIENT: clientId, RETA_OIDC_SECRET: file } = configuration;
  if (issuer === "") return undefined;
  if (!URL.canParse(issuer)) throw new Error(`RETA_OIDC_ISSUER is ${issuer}; expected an address`);
  const address = new URL(issuer);
  if (address.protocol !== "https:" && !isLoopback(address)) {
    throw new Error(`RETA_OIDC_ISSUER is ${issuer}; expected https`);
  }
  if (clientId === "") throw new Error("RETA_OIDC_ISSUER is set and RETA_OIDC_CLIENT is not");
  if (file === "") throw new Error("RETA_OIDC_ISSUER is set and RETA_OIDC_SECRET is not");
  const [acr, amr] = [listOf(configuration.RETA_OIDC_ACR), listOf(configuration.RETA_OIDC_AMR)];
  if (configuration.RETA_SIGN_IN !== "password" && acr.length + amr.length === 0) {
    throw new Error(
      "single sign-on with a password alone would be a way round the second factor: say what the provider calls a sign-in with two factors, in RETA_OIDC_ACR or RETA_OIDC_AMR",
    );
  }
  const authentication = await loadClientProof(file);
  return {
    provider: openProvider({
      issuer,
      clientId,
      authentication,
      claim: configuration.RETA_OIDC_CLAIM,
      acr,
      amr,
    }),
    label: { es: configuration.RETA_OIDC_LABEL_ES, en: configuration.RETA_OIDC_LABEL_EN },
  };
}

const listOf = (text: string) =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
