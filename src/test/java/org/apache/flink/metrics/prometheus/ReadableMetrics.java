package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Properties;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Flink's Prometheus reporter without its server, which would listen on all addresses of the
 * machine: the text is asked for within the process. Stands in Flink's package because the registry
 * is visible there only.
 */
public final class ReadableMetrics extends AbstractPrometheusReporter {

  /** What Flink makes it by. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new ReadableMetrics();
    }
  }

  private static volatile ReadableMetrics last;

  @Override
  public void open(MetricConfig config) {
    super.open(config);
    last = this;
  }

  /** What Prometheus would read from the cluster that was started last. */
  public static String scrape() throws IOException {
    StringWriter text = new StringWriter();
    TextFormat.write004(text, last.registry.metricFamilySamples());
    return text.toString();
  }
}
