/** What the pages and pictures that commands write have in common. */
@NullMarked
package io.vigie.cli.page;

import org.jspecify.annotations.NullMarked;
