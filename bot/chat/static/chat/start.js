// Registers the elements; nothing else happens until one stands on a page.

import { ShoeboxChat } from "./chat.js";
import { ShoeboxMe } from "./me.js";

if (!customElements.get("shoebox-chat")) customElements.define("shoebox-chat", ShoeboxChat);
if (!customElements.get("shoebox-me")) customElements.define("shoebox-me", ShoeboxMe);
