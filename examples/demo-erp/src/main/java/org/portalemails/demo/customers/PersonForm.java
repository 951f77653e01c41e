package org.portalemails.demo.customers;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.portalemails.address.EmailAddress;
import org.springframework.validation.BindingResult;

/** What staff, or the person concerned, fill in. A plain bean for Spring's form binding. */
public class PersonForm {
    @NotBlank(message = "{people.required}")
    @Size(max = 100, message = "{people.too-long}")
    private String firstName = "";

    @NotBlank(message = "{people.required}")
    @Size(max = 100, message = "{people.too-long}")
    private String lastName = "";

    @NotBlank(message = "{people.required}")
    @Size(max = 320, message = "{people.too-long}")
    private String email = "";

    private String language = "fr-CA";

    @Size(max = 200, message = "{people.too-long}")
    private String company = "";

    @Size(max = 40, message = "{people.too-long}")
    private String phone = "";

    /** The person, if the address is one. */
    public RepresentativeService.Person person() {
        return new RepresentativeService.Person(firstName, lastName, email, Locale.forLanguageTag(language));
    }

    /** Portal Emails knows what an address is: the same rule for the form and for the mail. */
    public void checkAddress(BindingResult result) {
        if (!email.isBlank()) {
            try {
                EmailAddress.of(email);
            } catch (IllegalArgumentException e) {
                result.rejectValue("email", "people.email.invalid");
            }
        }
    }

    public String getFirstName() {
        return firstName;
    }

    public void setFirstName(String firstName) {
        this.firstName = firstName;
    }

    public String getLastName() {
        return lastName;
    }

    public void setLastName(String lastName) {
        this.lastName = lastName;
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public String getLanguage() {
        return language;
    }

    public void setLanguage(String language) {
        this.language = language.equals("en") || language.equals("fr") ? language : "fr-CA";
    }

    public String getCompany() {
        return company;
    }

    public void setCompany(String company) {
        this.company = company;
    }

    public String getPhone() {
        return phone;
    }

    public void setPhone(String phone) {
        this.phone = phone;
    }
}
