import type { Endpoint } from "comlink";
import { serve } from "./serve.js";

serve(self as Endpoint, navigator.userAgent);
