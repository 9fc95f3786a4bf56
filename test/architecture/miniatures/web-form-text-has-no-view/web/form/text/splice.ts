import { useState } from "react";

export const splice = useState;
