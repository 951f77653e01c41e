-- The ERP's own tables, for H2 and PostgreSQL. Portal Emails brings its own.
create table if not exists erp_customer_group (
    id varchar(100) primary key,
    name varchar(200) not null,
    uses_portal boolean not null,
    company varchar(100) default 'ERABLE' not null
);
-- Of a demo that was started before there were companies.
alter table erp_customer_group add column if not exists company varchar(100) default 'ERABLE' not null;
create table if not exists erp_company (
    id varchar(40) primary key,
    group_id varchar(100) not null references erp_customer_group (id),
    name varchar(200) not null
);
create table if not exists erp_representative (
    id varchar(40) primary key,
    company_id varchar(40) not null references erp_company (id),
    first_name varchar(100) not null,
    last_name varchar(100) not null,
    email varchar(320) not null,
    language varchar(10) not null,
    user_name varchar(60),
    standing varchar(20) not null,
    primary_contact boolean not null,
    changes integer not null,
    created_at timestamp with time zone not null
);
create index if not exists erp_representative_email on erp_representative (email);
create index if not exists erp_representative_company on erp_representative (company_id);
create table if not exists erp_portal_password (
    representative_id varchar(40) primary key references erp_representative (id),
    password_hash varchar(200) not null,
    chosen_at timestamp with time zone not null
);
