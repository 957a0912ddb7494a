package io.vigie.connector;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How to reach the database.
 *
 * @param url JDBC address, {@code jdbc:postgresql://host:port/database}; parameters may follow
 * @param user role to connect as
 * @param password its password, never printed; may be empty
 */
public record PostgresSettings(String url, String user, String password) implements Serializable {

  /**
   * Opens a connection; the caller closes it.
   *
   * @throws ServiceUnreachableException if no server answers or it is not ready
   * @throws IllegalStateException if the server refuses; the message says why
   */
  public Connection connect() {
    try {
      return PostgresDriver.connect(url, user, password);
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      // Class 08: connection exceptions; 57P03: the server is starting or stopping.
      if (state.startsWith("08") || state.equals("57P03")) {
        throw new ServiceUnreachableException("PostgreSQL", address(), e);
      }
      throw new IllegalStateException(
          "PostgreSQL at " + address() + " refused " + user + ": " + e.getMessage(), e);
    }
  }

  /** The address without its parameters, which may hold secrets. */
  String address() {
    int parameters = url.indexOf('?');
    String bare = parameters < 0 ? url : url.substring(0, parameters);
    return bare.replaceFirst("//[^/]*@", "//");
  }

  @Override
  public String toString() {
    return "PostgresSettings[" + address() + ", user " + user + "]";
  }
}
