import { theme } from "../theme/theme.ts";
import { Icon } from "../ui/Icon.tsx";
import { Segment } from "../ui/Segment.tsx";

const options = [
  { value: "system", name: "Theme of the system", shown: <Icon name="system" little /> },
  { value: "light", name: "Light theme", shown: <Icon name="light" little /> },
  { value: "dark", name: "Dark theme", shown: <Icon name="dark" little /> },
] as const;

export const ThemeSwitch = () => (
  <Segment label="Theme" options={options} value={theme.use()} onChange={theme.choose} tiny />
);
