/**
 * Delivery of alerts to people's tools: Alertmanager, signed webhooks, files. The topic of alerts
 * is the outbox: each receiver goes through it at its own pace and remembers how far it came.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.connector.notify;
