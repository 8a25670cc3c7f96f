// Sums over columns of numbers, four at a time, in AssemblyScript: `node scripts/wasm.js` compiles them into
// src/matching/evidence/sums-wasm.ts.
export * from './knots'
export * from './laid-places'
export * from './places'
export * from './trails'
