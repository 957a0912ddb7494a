package io.vigie.cli.cluster;

import io.vigie.cli.CommandFailedException;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.ResultStream;
import io.vigie.connector.ServiceUnreachableException;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
import java.util.HashMap;
import java.util.Map;

/** The ledger of a running job, read once as it stands now. */
public final class LedgerTopic {

  private LedgerTopic() {}

  /**
   * The last revision of each incident, by incidentId.
   *
   * @throws CommandFailedException if there is no such topic or a record cannot be read
   * @throws ServiceUnreachableException if no broker answers
   */
  public static Map<String, Incident> read(KafkaConnection connection) {
    Map<String, Incident> last = new HashMap<>();
    try {
      Topics.read(
          connection,
          ResultStream.INCIDENTS.topic(),
          json -> {
            Incident incident = IncidentJson.read(json);
            last.merge(
                incident.incidentId(),
                incident,
                (known, other) -> other.revision() >= known.revision() ? other : known);
          });
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "a record of the ledger cannot be read; is it of another release? " + e.getMessage(), e);
    }
    return last;
  }
}
