package org.portalemails.demo.wiring;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** What the ERP has anyway. */
@Configuration
class HostConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** For imports and for requests that are answered before they are handled; bounded. */
    @Bean
    @Primary
    ThreadPoolTaskExecutor background() {
        ThreadPoolTaskExecutor background = new ThreadPoolTaskExecutor();
        background.setThreadNamePrefix("background-");
        background.setCorePoolSize(2);
        background.setMaxPoolSize(2);
        background.setQueueCapacity(1000);
        return background;
    }
}
