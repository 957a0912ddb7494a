package io.vigie.connector;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one writer, by {@link PostgresDriver}. The connector's own class asks {@link
 * java.sql.DriverManager} as soon as it is loaded, in the JobManager too, and whoever asks it while
 * one driver is on its list puts another one there.
 */
final class PostgresConnections implements JdbcConnectionProvider, Serializable {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(PostgresConnections.class);

  /** Seconds that the server may take to say that a connection is good. */
  private static final int PATIENCE = 60;

  private final PostgresSettings settings;
  private transient @Nullable Connection connection;

  PostgresConnections(PostgresSettings settings) {
    this.settings = settings;
  }

  @Override
  public @Nullable Connection getConnection() {
    return connection;
  }

  @Override
  public boolean isConnectionValid() throws SQLException {
    Connection open = connection;
    return open != null && open.isValid(PATIENCE);
  }

  @Override
  public Connection getOrEstablishConnection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = PostgresDriver.connect(settings.url(), settings.user(), settings.password());
      connection = open;
    }
    return open;
  }

  @Override
  public void closeConnection() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.warn("A broken connection could not be closed: {}", e.getSQLState());
      }
    }
  }

  @Override
  public Connection reestablishConnection() throws SQLException {
    closeConnection();
    return getOrEstablishConnection();
  }
}
