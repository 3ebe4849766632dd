/**
 * Modules for database servers: users, databases, privileges and queries of PostgreSQL and of MySQL
 * and MariaDB. Names, parameters, defaults and results are Ansible's (community.postgresql,
 * community.mysql); the work is done by the server's own client on the host.
 *
 * <p>A module asks the server how things are ({@link io.miprov.library.database.Psql}, {@link
 * io.miprov.library.database.Mysql}), decides here, and sends statements in which every name and
 * value is quoted. SQL goes in by standard input and passwords by the environment or an unnamed
 * option file, never as arguments.
 *
 * <p>Start with {@link io.miprov.library.database.PostgresqlUserModule}.
 */
package io.miprov.library.database;
