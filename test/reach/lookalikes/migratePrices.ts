import type { Database } from './database';

const TAX = 1.19;

export async function forward(db: Database): Promise<void> {
  const rows = await db.all('SELECT id, price FROM products');
  for (const row of rows) await db.run('UPDATE products SET price = ? WHERE id = ?', [row.price * TAX, row.id]);
}

export async function backward(db: Database): Promise<void> {
  const rows = await db.all('SELECT id, price FROM products');
  for (const row of rows) await db.run('UPDATE products SET price = ? WHERE id = ?', [row.price / TAX, row.id]);
}
