package org.portalemails.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.portalemails.CustomerGroupId;

/**
 * What every event carries.
 *
 * @param id makes repeating the announcement harmless
 * @param group whose settings apply
 * @param occurredAt when it took effect, not when it was requested
 * @param companyName the customer's company, as its people call it; 1 to 200 characters
 * @param companyCustomerNames the company customers of the ERP behind it; possibly empty
 * @param hostValues values of merge fields that the host registered, by field name; possibly empty
 */
public record EventHeader(
        EventId id,
        CustomerGroupId group,
        Instant occurredAt,
        String companyName,
        List<String> companyCustomerNames,
        Map<String, String> hostValues) {
    /**
     * Refuses what is missing and copies the collections.
     *
     * @throws IllegalArgumentException if the company name shows nothing, or a value is too long: a name of more than 200
     *     characters, more than 1,000 names, a value of the host's of more than 2,048; and if the moment is not between the years 1
     *     and 9999
     */
    public EventHeader {
        Objects.requireNonNull(id, "event id");
        Objects.requireNonNull(group, "group");
        EventText.moment("occurredAt", occurredAt);
        EventText.require("companyName", companyName, 200);
        companyCustomerNames = EventText.names("companyCustomerNames", companyCustomerNames);
        hostValues = EventText.values(hostValues);
    }

    /**
     * A header without company customers and without fields of the host's.
     *
     * @param id the event's id
     * @param group whose settings apply
     * @param occurredAt when it took effect
     * @param companyName the customer's company
     * @return the header
     */
    public static EventHeader of(EventId id, CustomerGroupId group, Instant occurredAt, String companyName) {
        return new EventHeader(id, group, occurredAt, companyName, List.of(), Map.of());
    }

    /**
     * The same header of another event.
     *
     * @param other its id
     * @return another header
     */
    public EventHeader withId(EventId other) {
        return new EventHeader(other, group, occurredAt, companyName, companyCustomerNames, hostValues);
    }

    /**
     * The same header with the company customers behind the company.
     *
     * @param names their names
     * @return another header
     */
    public EventHeader withCompanyCustomers(List<String> names) {
        return new EventHeader(id, group, occurredAt, companyName, names, hostValues);
    }

    /**
     * The same header with a value for a field that the host registered.
     *
     * @param field the name of the field
     * @param value its value
     * @return another header
     */
    public EventHeader withHostValue(String field, String value) {
        Map<String, String> values = new java.util.HashMap<>(hostValues);
        values.put(field, value);
        return new EventHeader(id, group, occurredAt, companyName, companyCustomerNames, values);
    }

    /** The id and the group: no names. */
    @Override
    public String toString() {
        return "EventHeader[" + id + ", group " + group + "]";
    }
}
