package io.vigie.connector;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;

/** The connection of one writer, by a driver that is on no list: see {@link PostgresDriver}. */
final class PostgresConnections extends SimpleJdbcConnectionProvider {

  private static final long serialVersionUID = 1L;

  PostgresConnections(PostgresSettings settings) {
    super(
        new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
            .withUrl(settings.url())
            .withDriverName(PostgresDriver.NAME)
            .withUsername(settings.user())
            .withPassword(settings.password())
            .build());
  }

  @Override
  public Connection getOrEstablishConnection() throws SQLException, ClassNotFoundException {
    PostgresDriver.takeOffTheList();
    return super.getOrEstablishConnection();
  }
}
