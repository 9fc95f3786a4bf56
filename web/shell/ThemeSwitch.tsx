import { theme } from "../theme/theme.ts";
import { Segment } from "../ui/buttons/Segment.tsx";
import { Icon } from "../ui/icons/Icon.tsx";

const options = [
  { value: "system", name: "Theme of the system", shown: <Icon name="system" little /> },
  { value: "light", name: "Light theme", shown: <Icon name="light" little /> },
  { value: "dark", name: "Dark theme", shown: <Icon name="dark" little /> },
] as const;

export const ThemeSwitch = () => (
  <Segment label="Theme" options={options} value={theme.use()} onChange={theme.choose} tiny />
);
