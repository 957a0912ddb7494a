package io.vigie.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.Results;
import io.vigie.incident.Alert;
import io.vigie.incident.SuggestedPlaybook;
import io.vigie.incident.SuggestedPlaybook.SimilarCase;
import io.vigie.response.Case;
import io.vigie.response.CaseReader;
import io.vigie.response.PlaybookReader;
import io.vigie.response.PlaybookSet;
import io.vigie.yaml.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class SuggestPlaybookFunctionTest {

  private static final Alert ALERT =
      Results.alert(
          "alt-1", "inc-1", "Telmora", Results.evidence("Telmora en panne", "Grosse panne !"));

  private static Alert suggested() throws Exception {
    Problems problems = new Problems();
    PlaybookSet playbooks =
        PlaybookReader.read(Path.of("jobs/crisis-detection/playbooks"), problems);
    List<Case> cases = CaseReader.read(Path.of("jobs", "crisis-detection", "cases"), problems);
    problems.throwIfAny();
    // As the cluster does it: the function travels with its playbooks.
    SuggestPlaybookFunction function =
        InstantiationUtil.clone(new SuggestPlaybookFunction(playbooks, cases));
    function.open(new OpenContext() {});
    return function.map(ALERT);
  }

  @Test
  void theFunctionTravelsAndSuggests() throws Exception {
    SuggestedPlaybook playbook = Objects.requireNonNull(suggested().playbook());
    assertThat(playbook.id()).isEqualTo("service-outage");
    assertThat(playbook.similarCases())
        .extracting(SimilarCase::id)
        .contains("facebook-outage-2021");
  }

  @Test
  void alertsWithAndWithoutAPlaybookTravelBetweenOperators() throws Exception {
    SerializerConfigImpl strict = new SerializerConfigImpl();
    strict.setGenericTypes(false);
    TypeSerializer<Alert> serializer = TypeInformation.of(Alert.class).createSerializer(strict);
    for (Alert alert : List.of(ALERT, suggested())) {
      DataOutputSerializer out = new DataOutputSerializer(4096);
      serializer.serialize(alert, out);
      assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
          .isEqualTo(alert);
    }
  }
}
