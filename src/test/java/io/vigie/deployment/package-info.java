/** What the files of docker/ name must exist in the code and in the repository. */
package io.vigie.deployment;
