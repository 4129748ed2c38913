// Where the screens start.
import "./old-browsers.ts";
import "./styles.css";
import { createRoot } from "react-dom/client";
import * as z from "zod/mini";
import { App } from "./App.tsx";

// The server's content security policy forbids evaluating strings, which the compiled validators would need.
z.config({ jitless: true });

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
