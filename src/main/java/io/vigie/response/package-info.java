/**
 * What to do about an incident: playbooks as communication teams write them, the choice of the one
 * that fits the evidence, the response strategy that goes with a type of crisis, and drafts. It
 * proposes; people decide, and nothing is published from here.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.response;
