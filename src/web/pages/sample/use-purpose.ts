// What names were opened for, in words; what two persons opened in an emergency has its reason from another list.
import { useLabels } from "../../pack.tsx";

export function usePurpose(): (code: string) => string {
  const { label } = useLabels();
  return (code) => {
    const said = label("purpose-of-access", code);
    return said === code ? label("unlock-reason", code) : said;
  };
}
