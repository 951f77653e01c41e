/** An adapter by somebody else: settings in a folder of files. */
@NullMarked
package com.example.folderstore;

import org.jspecify.annotations.NullMarked;
