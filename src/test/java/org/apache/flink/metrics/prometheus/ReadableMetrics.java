package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Properties;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
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

  // Flink's histograms cannot be read while one is added: a scrape by a loop would meet that.
  @Override
  public synchronized void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    super.notifyOfAddedMetric(metric, name, group);
  }

  @Override
  public synchronized void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    super.notifyOfRemovedMetric(metric, name, group);
  }

  /** What Prometheus would read from the cluster that was started last. */
  public static String scrape() throws IOException {
    StringWriter text = new StringWriter();
    last.write(text);
    return text.toString();
  }

  private synchronized void write(StringWriter text) throws IOException {
    TextFormat.write004(text, registry.metricFamilySamples());
  }
}
