package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every public type and member has a comment, and every component of a record a description. Tags for parameters and results are not
 * asked for: where the sentence and the names say everything, they would only repeat it. doclint checks those that are there.
 */
@DisplayName("The public API")
class DocumentedApiTest {
    /** What the module exports; of the test kit, which is none, everything. */
    private static Predicate<String> exported(Path sources) {
        Path module = sources.resolve("module-info.java");
        if (!Files.exists(module)) {
            return name -> true;
        }
        Set<String> exported = Pattern.compile("exports ([\\w.]+);")
                .matcher(Documents.read(module))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        return exported::contains;
    }

    @ParameterizedTest(name = "of {0} is documented")
    @ValueSource(
            strings = {
                "core/src/main/java",
                "core/src/testkit/java",
                "mail-adapter/src/main/java",
                "jdbc-adapter/src/main/java"
            })
    void isDocumented(String sources) throws IOException {
        Set<String> missing = new TreeSet<>();
        int[] seen = {0};
        Predicate<String> exported = exported(Documents.ROOT.resolve(sources));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> paths = javaFiles(Documents.ROOT.resolve(sources));
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(paths));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                if (unit.getPackage() != null
                        && !exported.test(unit.getPackageName().toString())) {
                    continue;
                }
                if (unit.getSourceFile().isNameCompatible("package-info", javax.tools.JavaFileObject.Kind.SOURCE)) {
                    check(
                            unit.getPackageName() + ": no @since",
                            since(docs.getDocCommentTree(new TreePath(new TreePath(unit), unit.getPackage()))),
                            missing);
                    continue;
                }
                new Members(docs, missing, seen).scan(unit, null);
            }
        }
        assertThat(seen[0]).isPositive();
        assertThat(missing).isEmpty();
    }

    private static void check(String complaint, boolean there, Set<String> missing) {
        if (!there) {
            missing.add(complaint);
        }
    }

    private static boolean since(DocCommentTree comment) {
        return comment != null && comment.getBlockTags().stream().anyMatch(tag -> tag.getKind() == DocTree.Kind.SINCE);
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .toList();
        }
    }

    /** Walks through what is public or protected, and no deeper. */
    private static final class Members extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final Set<String> missing;
        private final int[] seen;
        private final List<String> names = new ArrayList<>();

        Members(DocTrees docs, Set<String> missing, int[] seen) {
            this.docs = docs;
            this.missing = missing;
            this.seen = seen;
        }

        private boolean inInterface() {
            TreePath parent = getCurrentPath().getParentPath();
            return parent.getLeaf() instanceof ClassTree type
                    && (type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE);
        }

        private boolean isOpen(ModifiersTree modifiers) {
            Set<Modifier> flags = modifiers.getFlags();
            return flags.contains(Modifier.PUBLIC)
                    || flags.contains(Modifier.PROTECTED)
                    || inInterface() && !flags.contains(Modifier.PRIVATE);
        }

        private void complain(String what) {
            missing.add(String.join(".", names) + ": " + what);
        }

        private static Set<String> params(DocCommentTree comment) {
            return comment.getBlockTags().stream()
                    .filter(ParamTree.class::isInstance)
                    .map(tag -> ((ParamTree) tag).getName().getName().toString())
                    .collect(Collectors.toSet());
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (!isOpen(type.getModifiers())) {
                return null;
            }
            seen[0]++;
            names.add(type.getSimpleName().toString());
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            if (comment == null) {
                complain("no comment");
            } else if (type.getKind() == Tree.Kind.RECORD) {
                Set<String> described = params(comment);
                for (Tree member : type.getMembers()) {
                    if (member instanceof VariableTree component
                            && !component.getModifiers().getFlags().contains(Modifier.STATIC)
                            && !described.contains(component.getName().toString())) {
                        complain("no @param " + component.getName());
                    }
                }
            }
            boolean isEnum = type.getKind() == Tree.Kind.ENUM;
            for (Tree member : type.getMembers()) {
                if (isEnum
                        || !(member instanceof VariableTree field)
                        || field.getModifiers().getFlags().contains(Modifier.STATIC)
                        || type.getKind() != Tree.Kind.RECORD) {
                    scan(member, null);
                }
            }
            names.remove(names.size() - 1);
            return null;
        }

        @Override
        public Void visitVariable(VariableTree field, Void nothing) {
            if (isOpen(field.getModifiers()) && docs.getDocCommentTree(getCurrentPath()) == null) {
                complain("no comment on " + field.getName());
            }
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            boolean isTest = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().endsWith("Test"));
            if (!isOpen(method.getModifiers()) || overrides || isTest) {
                return null;
            }
            if (docs.getDocCommentTree(getCurrentPath()) == null) {
                complain("no comment on " + method.getName());
            }
            return null;
        }
    }
}
