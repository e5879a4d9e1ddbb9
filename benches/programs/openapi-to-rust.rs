//! Lists disks, looks at one and makes one: for the client of openapi-to-rust.

use peer::generated::{
    DiskCreate, DiskSource, DiskSourceVariant, DiskSourceVariantType, HttpClient,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of the service is missing")?;
    let client = HttpClient::new().with_base_url(url);

    let none = None::<&str>;
    let order = "name_ascending";
    match client.disk_list_v1(Some(10), none, none, Some("staging"), Some(order)).await {
        Ok(page) => println!("{page:?}"),
        Err(error) => eprintln!("{error:?}"),
    }

    match client.disk_view_v1("data", none, Some("staging")).await {
        Ok(disk) => println!("{disk:?}"),
        Err(error) => eprintln!("{error:?}"),
    }

    let disk = DiskCreate {
        description: "for the archive".to_owned(),
        disk_source: DiskSource::DiskSourceVariant(DiskSourceVariant {
            block_size: 512,
            r#type: DiskSourceVariantType::Blank,
        }),
        name: "data".to_owned(),
        size: 1 << 30,
    };
    match client.disk_create_v1(none, "staging", disk).await {
        Ok(disk) => println!("{disk:?}"),
        Err(error) => eprintln!("{error:?}"),
    }
    Ok(())
}
