package io.vigie.connector;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * PostgreSQL's driver. It enters itself into the list of {@link java.sql.DriverManager} when it is
 * loaded, and that would keep it, with all classes of the job beside it, in every process of a
 * cluster for ever: after some eight submissions there was no room for classes left. So it is
 * called directly, and taken off that list where it came with a job and not with the process.
 */
final class PostgresDriver {

  private static final Driver DRIVER = unlisted();

  private PostgresDriver() {}

  /**
   * Opens a connection.
   *
   * @throws SQLException if none can be had, or the address is not one of PostgreSQL
   */
  static Connection connect(String url, String user, String password) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    Connection connection = DRIVER.connect(url, login);
    if (connection == null) {
      throw new SQLException("not an address of the form jdbc:postgresql://host:port/database");
    }
    return connection;
  }

  private static Driver unlisted() {
    try {
      boolean ofJob = Driver.class.getClassLoader() != ClassLoader.getSystemClassLoader();
      if (ofJob && Driver.isRegistered()) {
        Driver.deregister();
      }
      return new Driver();
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL's driver cannot be taken off the list", e);
    }
  }
}
