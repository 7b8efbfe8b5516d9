exports.forward = async function (knex) {
  await knex.schema.createTable('users', (table) => {
    table.increments('id');
    table.string('email').notNullable().unique();
    table.decimal('balance', 14, 2).defaultTo(0);
    table.timestamps(true, true);
  });
};

exports.backward = async function (knex) {
  await knex.schema.dropTable('users');
};
