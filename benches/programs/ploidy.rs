//! Lists disks, looks at one and makes one: for the client of ploidy.

use peer::Client;
use peer::client::default::parameters::{
    DiskCreateV1Query, DiskListV1Query, DiskViewV1Query,
};
use peer::types::disk_source::types::{DiskSource1, DiskSource1Type};
use peer::types::name_or_id_sort_mode::types::NameOrIdSortMode1;
use peer::types::{DiskCreate, DiskSource, NameOrId, NameOrIdSortMode};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of the service is missing")?;
    let client = Client::new(url)?;

    let project = NameOrId::Name("staging".to_owned());
    let order = NameOrIdSortMode::NameOrIdSortMode1(NameOrIdSortMode1::NameAscending);
    let query = DiskListV1Query {
        limit: Some(10),
        project: Some(project.clone()),
        sort_by: Some(order),
        ..Default::default()
    };
    match client.disk_list_v1(&query).await {
        Ok(page) => println!("{page:?}"),
        Err(error) => eprintln!("{error:?}"),
    }

    let query = DiskViewV1Query { project: Some(project.clone()), ..Default::default() };
    match client.disk_view_v1("data", &query).await {
        Ok(disk) => println!("{disk:?}"),
        Err(error) => eprintln!("{error:?}"),
    }

    let disk = DiskCreate {
        description: "for the archive".to_owned(),
        disk_source: DiskSource::DiskSource1(DiskSource1 {
            block_size: "512".to_owned(),
            r#type: DiskSource1Type::Blank,
        }),
        name: "data".to_owned(),
        size: 1 << 30,
    };
    let query = DiskCreateV1Query { organization: None, project };
    match client.disk_create_v1(&query, disk).await {
        Ok(disk) => println!("{disk:?}"),
        Err(error) => eprintln!("{error:?}"),
    }
    Ok(())
}
