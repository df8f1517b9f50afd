package io.tidemark.job.functions;

import io.tidemark.udf.custom.CustomFunction;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * The classes of the user's jar and Java's, and of ours only the package that functions are written against: whatever libraries
 * the jar brings along, it meets no other version of them here.
 */
final class JarLoader extends URLClassLoader {

    private static final String SHARED = CustomFunction.class.getPackageName() + '.';

    JarLoader(Path jar) throws MalformedURLException {
        super("functions", new URL[] {jar.toUri().toURL()}, new SharedPackage());
    }

    private static final class SharedPackage extends ClassLoader {

        SharedPackage() {
            super(getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.startsWith(SHARED)) {
                throw new ClassNotFoundException(name);
            }
            return CustomFunction.class.getClassLoader().loadClass(name);
        }
    }
}
