package io.vigie.stream;

import io.vigie.incident.ControlMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * The control messages in force, by what they are about: a broadcast state, the same in every
 * subtask but for what has expired. {@link io.vigie.incident.ControlAdmission} bounds their number.
 */
final class ControlBoard {

  static final MapStateDescriptor<String, List<ControlMessage>> STATE =
      new MapStateDescriptor<>(
          "control", Types.STRING, TypeInformation.of(new TypeHint<List<ControlMessage>>() {}));

  private ControlBoard() {}

  /**
   * Puts a message on the board, and takes off what can no longer matter.
   *
   * @param watermark of the operator, epoch milliseconds
   */
  static void add(
      ControlMessage message, BroadcastState<String, List<ControlMessage>> board, long watermark)
      throws Exception {
    sweep(board, watermark);
    for (String target : message.targets()) {
      List<ControlMessage> known = board.get(target);
      List<ControlMessage> messages = known == null ? new ArrayList<>() : new ArrayList<>(known);
      messages.add(message);
      messages.sort(null);
      board.put(target, messages);
    }
  }

  /** What is known about a target, in the order in which it takes effect. */
  static List<ControlMessage> about(
      String target, ReadOnlyBroadcastState<String, List<ControlMessage>> board) throws Exception {
    @Nullable List<ControlMessage> messages = board.get(target);
    return messages == null ? List.of() : messages;
  }

  private static void sweep(BroadcastState<String, List<ControlMessage>> board, long watermark)
      throws Exception {
    if (watermark == Long.MIN_VALUE) {
      return; // nothing was heard yet, so nothing can be over
    }
    Instant now = Instant.ofEpochMilli(watermark);
    Map<String, List<ControlMessage>> left = new HashMap<>();
    Iterator<Map.Entry<String, List<ControlMessage>>> entries = board.iterator();
    while (entries.hasNext()) {
      Map.Entry<String, List<ControlMessage>> entry = entries.next();
      List<ControlMessage> kept =
          entry.getValue().stream().filter(message -> message.forgetAt().isAfter(now)).toList();
      if (kept.isEmpty()) {
        entries.remove();
      } else if (kept.size() < entry.getValue().size()) {
        left.put(entry.getKey(), new ArrayList<>(kept));
      }
    }
    board.putAll(left);
  }
}
