package org.portalemails.jdbc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test that runs once on each database of which there is a server here; its parameter is the {@link Dialect}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@EnumSource(
        value = Dialect.class,
        names = {"H2", "POSTGRESQL", "MARIADB", "MYSQL"})
@interface OnEveryServer {}
