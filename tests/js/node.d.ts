declare module 'node:test';
declare module 'node:assert/strict';
declare module 'node:fs';
