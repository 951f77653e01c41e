create table customer_group (id varchar(40) primary key, name varchar(100) not null, uses_portal boolean not null);
insert into customer_group (id, name, uses_portal) values ('WHOLESALE-QC', 'Grossistes du Québec', true);
