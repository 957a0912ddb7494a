package io.vigie.connector;

import static io.vigie.fixture.Results.AT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.JsonSchemas;
import io.vigie.fixture.Results;
import io.vigie.kpi.KpiWindow;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.Outlook;
import io.vigie.signal.RiskDriver;
import io.vigie.signal.Signal;
import io.vigie.signal.VolumeForecast;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultJsonTest {

  @Test
  void anIndicatorStepNamesItsReadings() {
    byte[] json = IndicatorStepJson.toBytes(Results.step("lumio", AT));

    assertThat(new String(json, UTF_8))
        .isEqualTo(
            "{\"brand\":\"lumio\",\"at\":\"2026-01-05T09:00:00Z\",\"learning\":false,"
                + "\"plannedEvent\":null,\"readings\":{"
                + "\"volume\":{\"value\":42,\"expected\":12.345679,\"surprise\":6.5},"
                + "\"velocity\":{\"value\":0.25,\"expected\":null,\"surprise\":null}}}");
  }

  @Test
  void aSignalCarriesItsReading() {
    byte[] json = SignalJson.toBytes(Results.signal("lumio", AT));

    assertThat(new String(json, UTF_8))
        .isEqualTo(
            "{\"brand\":\"lumio\",\"name\":\"volume-spike\",\"phase\":\"fires\","
                + "\"at\":\"2026-01-05T09:00:00Z\",\"since\":\"2026-01-05T08:55:00Z\","
                + "\"indicator\":\"volume\",\"value\":42,\"expected\":12,\"surprise\":7.25,"
                + "\"exercise\":false,\"plannedEvent\":null}");
  }

  @Test
  void everyFieldIsDescribedByItsSchema() throws Exception {
    JsonSchemas.assertDescribed("kpi", KpiWindowJson.toBytes(Results.kpi("lumio", AT, 0, 5)));
    JsonSchemas.assertDescribed("indicator", IndicatorStepJson.toBytes(Results.step("lumio", AT)));
    JsonSchemas.assertDescribed("signal", SignalJson.toBytes(Results.signal("lumio", AT)));
  }

  @Test
  void aKpiWindowHasEveryComponentOfItsRecord() throws Exception {
    var json =
        JsonSchemas.assertDescribed("kpi", KpiWindowJson.toBytes(Results.kpi("b", AT, 2, 5)));

    List<String> components =
        java.util.Arrays.stream(KpiWindow.class.getRecordComponents())
            .map(component -> component.getName())
            .toList();
    assertThat(json.fieldNames()).toIterable().containsExactlyElementsOf(components);
    assertThat(json.get("engagementRate").asDouble()).isEqualTo(0.857143);
    assertThat(json.get("shareOfVoice").isNull()).isTrue();
  }

  @Test
  void anOutlookNamesItsDriversAndQuantiles() throws Exception {
    IndicatorStep step =
        new IndicatorStep(
            "lumio",
            AT,
            false,
            List.of(),
            new Outlook(
                0.75,
                List.of(new RiskDriver("negative-volume", 0.8), new RiskDriver("slow-burn", 0.2)),
                List.of(new VolumeForecast(1, 20, 30.5, 50), new VolumeForecast(6, 80, 150, 300))),
            null);

    byte[] json = IndicatorStepJson.toBytes(step);

    JsonSchemas.assertDescribed("indicator", json);
    assertThat(new String(json, UTF_8))
        .contains(
            "\"outlook\":{\"risk\":0.75,\"drivers\":{\"negative-volume\":0.8,\"slow-burn\":0.2},"
                + "\"forecasts\":{\"1h\":{\"p10\":20,\"p50\":30.5,\"p90\":50},"
                + "\"6h\":{\"p10\":80,\"p50\":150,\"p90\":300}}}");
  }

  @Test
  void whatIsNoNumberIsNull() throws Exception {
    Signal signal =
        new Signal(
            "lumio",
            "spike",
            Signal.Phase.ENDS,
            AT,
            AT,
            new IndicatorReading("volume", Double.NaN, Double.POSITIVE_INFINITY, null),
            true);

    var json = JsonSchemas.assertDescribed("signal", SignalJson.toBytes(signal));

    assertThat(json.get("value").isNull()).isTrue();
    assertThat(json.get("expected").isNull()).isTrue();
  }

  @Test
  void numbersKeepSixPlacesAndNeverAnExponent() {
    IndicatorStep step =
        new IndicatorStep(
            "b", AT, true, List.of(new IndicatorReading("volume", 1234567.1234567, 1e-9, 1e14)));

    assertThat(new String(IndicatorStepJson.toBytes(step), UTF_8))
        .contains("\"value\":1234567.123457,\"expected\":0,\"surprise\":100000000000000}");
  }

  @Test
  void aLoneSurrogateAndALineFeedStopNoLine() throws Exception {
    byte[] json = IndicatorStepJson.toBytes(Results.step("caf\u00e9\ud83d\n\ud83d\ude00", AT));

    assertThat(new String(json, UTF_8)).doesNotContain("\n");
    assertThat(JsonSchemas.assertDescribed("indicator", json).get("brand").asText())
        .isEqualTo("caf\u00e9\ufffd\n\ud83d\ude00");
  }

  @Test
  void theSchemasRefuseWhatIsWrong() throws Exception {
    String signal = new String(SignalJson.toBytes(Results.signal("lumio", AT)), UTF_8);

    assertThat(JsonSchemas.problems("signal", signal)).isEmpty();
    assertThat(JsonSchemas.problems("signal", signal.replace("fires", "burns"))).hasSize(1);
    assertThat(JsonSchemas.problems("signal", signal.replace("\"brand\":\"lumio\",", "")))
        .hasSize(1);
    assertThat(JsonSchemas.problems("signal", signal.replace(":42,", ":\"42\","))).hasSize(1);
  }

  @Test
  void theSchemasAcceptTheDocumentedMentionAndAlert() throws Exception {
    assertThat(
            JsonSchemas.problems(
                "mention",
                """
                {"id":"tw-1","brand":"acme","platform":"twitter","text":"…","createdAt":"2026-01-05T09:00:00Z",
                 "lang":"fr","author":{"id":"u1","followers":1200,"verified":false},
                 "engagement":{"likes":0,"shares":0,"replies":0,"views":0},
                 "repostOf":null,"replyTo":null,"url":null}
                """))
        .isEmpty();
    assertThat(
            JsonSchemas.problems(
                "alert",
                """
                {"alertId":"a1","incidentId":"i1","revision":1,"status":"open","brand":"lumio",
                 "severity":55.5,"severityLevel":"incident","patterns":["pile-on"],
                 "startedAt":"2026-01-05T09:00:00Z","detectedAt":"2026-01-05T09:05:00Z",
                 "firstMentionAt":null,"summary":"Lumio: 42 mentions where 12 are usual",
                 "evidence":{"signals":[{"name":"volume-spike","at":"2026-01-05T09:00:00Z",
                   "value":42,"expected":12,"surprise":7.25}],
                   "mentions":[{"id":"tw-1","text":"Toujours en panne"}]},
                 "exercise":false}
                """))
        .isEmpty();
    assertThat(JsonSchemas.problems("alert", "{\"alertId\":\"a1\"}")).hasSizeGreaterThan(5);
  }
}
