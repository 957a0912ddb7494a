package io.vigie.connector;

import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.Outlook;
import io.vigie.signal.RiskDriver;
import io.vigie.signal.VolumeForecast;
import java.io.IOException;

/**
 * The indicators of one brand at one step as one line of JSON ({@code
 * jobs/schema/indicator.schema.json}): readings by indicator name, so that a reader picks one
 * without searching.
 */
public final class IndicatorStepJson {
  private IndicatorStepJson() {}

  /** UTF-8 bytes of one object, without a line feed. */
  public static byte[] toBytes(IndicatorStep step) {
    return JsonLine.of(
        line -> {
          line.text("brand", step.brand())
              .instant("at", step.at())
              .flag("learning", step.learning())
              .text("plannedEvent", step.plannedEvent())
              .object("readings", readings -> writeReadings(step, readings));
          Outlook outlook = step.outlook();
          if (outlook != null) {
            line.object("outlook", fields -> writeOutlook(outlook, fields));
          }
        });
  }

  /** The readings alone, as one object: what a table keeps beside brand and time. */
  static byte[] readingsToBytes(IndicatorStep step) {
    return JsonLine.of(readings -> writeReadings(step, readings));
  }

  private static void writeOutlook(Outlook outlook, JsonLine fields) throws IOException {
    fields
        .decimal("risk", outlook.risk())
        .object(
            "drivers",
            drivers -> {
              for (RiskDriver driver : outlook.drivers()) {
                drivers.decimal(driver.indicator(), driver.share());
              }
            })
        .object(
            "forecasts",
            forecasts -> {
              for (VolumeForecast forecast : outlook.forecasts()) {
                forecasts.object(
                    forecast.hours() + "h",
                    quantiles ->
                        quantiles
                            .decimal("p10", forecast.p10())
                            .decimal("p50", forecast.p50())
                            .decimal("p90", forecast.p90()));
              }
            });
  }

  private static void writeReadings(IndicatorStep step, JsonLine readings) throws IOException {
    for (IndicatorReading reading : step.readings()) {
      readings.object(
          reading.name(),
          fields -> {
            fields
                .decimal("value", reading.value())
                .decimal("expected", reading.expected())
                .decimal("surprise", reading.surprise());
            if (reading.low() != null) {
              fields.decimal("low", reading.low()).decimal("high", reading.high());
            }
          });
    }
  }
}
