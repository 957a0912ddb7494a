package io.vigie.response;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind the roles, and how the company is named and reached: the only part of the playbooks
 * that is the user's own.
 *
 * @param company name of the company, or null while it is not filled in
 * @param spokesperson name and function of who speaks, or null
 * @param contactLine where people can write in private, or null
 * @param infoPage page with verified information, or null
 * @param roles who has which role, by its id
 */
public record Contacts(
    @Nullable String company,
    @Nullable String spokesperson,
    @Nullable String contactLine,
    @Nullable String infoPage,
    Map<String, Contact> roles)
    implements Serializable {

  /** Nothing filled in. */
  public static final Contacts NONE = new Contacts(null, null, null, null, Map.of());

  /**
   * Whoever has a role.
   *
   * @param does what the role is for
   * @param name of the person, or null while it is not filled in
   * @param reach telephone or address, or null
   */
  public record Contact(String does, @Nullable String name, @Nullable String reach)
      implements Serializable {}
}
