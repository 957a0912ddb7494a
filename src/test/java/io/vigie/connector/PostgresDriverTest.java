package io.vigie.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PostgresDriverTest {

  private static final String NOBODY = "jdbc:postgresql://127.0.0.1:1/vigie";

  /**
   * What is on that list holds the classes of every job that ever ran in a process. Here the
   * classes of a job are those of a class loader of their own, as in a cluster.
   */
  @Test
  void neitherAConnectionNorAWriterOfAJobLeavesTheDriverOnTheList() throws Exception {
    try (URLClassLoader job =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Object settings = settings(job);
      Method connect = settings.getClass().getMethod("connect");
      assertThatThrownBy(() -> connect.invoke(settings))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageContaining("could not be reached");
      assertThat(isListed(job)).isFalse();
    }
    try (URLClassLoader job =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Object settings = settings(job);
      Constructor<?> constructor =
          job.loadClass(PostgresConnections.class.getName())
              .getDeclaredConstructor(settings.getClass());
      constructor.setAccessible(true);
      Object connections = constructor.newInstance(settings);
      Method establish = connections.getClass().getDeclaredMethod("getOrEstablishConnection");
      establish.setAccessible(true);
      assertThatThrownBy(() -> establish.invoke(connections))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .isInstanceOf(SQLException.class);
      assertThat(isListed(job)).isFalse();
    }
  }

  private static Object settings(ClassLoader job) throws ReflectiveOperationException {
    return job.loadClass(PostgresSettings.class.getName())
        .getConstructor(String.class, String.class, String.class)
        .newInstance(NOBODY, "vigie", "secret");
  }

  private static boolean isListed(ClassLoader job) throws ReflectiveOperationException {
    return (boolean)
        job.loadClass(org.postgresql.Driver.class.getName()).getMethod("isRegistered").invoke(null);
  }

  private static URL[] classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(PostgresDriverTest::url)
        .toArray(URL[]::new);
  }

  private static URL url(String entry) {
    try {
      return new File(entry).toURI().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anotherDatabasesAddressIsRefused() {
    assertThatThrownBy(() -> PostgresDriver.connect("jdbc:other://127.0.0.1/x", "a", "b"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("jdbc:postgresql://host:port/database");
  }
}
