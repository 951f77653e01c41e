package org.portalemails.benchmarks.outbox;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** db-scheduler with its default polling, 20 threads, a task that does nothing. */
final class DbSchedulerContender implements Contender {
    private final DurablePostgres postgres;
    private final DataSource source;
    private volatile CountDownLatch left = new CountDownLatch(0);
    private final OneTimeTask<byte[]> task;

    DbSchedulerContender(DurablePostgres postgres) throws SQLException {
        this.postgres = postgres;
        this.source = postgres.pool();
        postgres.run(
                "CREATE TABLE scheduled_tasks (task_name text not null, task_instance text not null, task_data bytea,"
                        + " execution_time timestamp with time zone not null, picked boolean not null, picked_by text,"
                        + " last_success timestamp with time zone, last_failure timestamp with time zone,"
                        + " consecutive_failures integer, last_heartbeat timestamp with time zone, version bigint not null,"
                        + " priority smallint, state text, PRIMARY KEY (task_name, task_instance))",
                "CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)",
                "CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
        task = Tasks.oneTime("mail", byte[].class).execute((instance, context) -> left.countDown());
    }

    @Override
    public String name() {
        return "db-scheduler 16.12, default polling";
    }

    @Override
    public void fill(int mails) {
        SchedulerClient client = SchedulerClient.Builder.create(source, task).build();
        byte[] payload = new byte[1900];
        for (int i = 0; i < mails; i += 500) {
            java.util.List<TaskInstance<?>> batch = new java.util.ArrayList<>();
            for (int n = 0; n < Math.min(500, mails - i); n++) {
                batch.add(task.instance(UUID.randomUUID().toString(), payload));
            }
            client.scheduleBatch(batch, Instant.now());
        }
    }

    @Override
    public void drain(int mails) throws Exception {
        left = new CountDownLatch(mails);
        Scheduler scheduler = Scheduler.create(source, task)
                .threads(20)
                .pollingInterval(Duration.ofMillis(100))
                .build();
        scheduler.start();
        left.await();
        while (!postgres.query("SELECT COUNT(*) FROM scheduled_tasks").equals("0")) {
            Thread.sleep(1);
        }
        scheduler.stop();
    }
}
