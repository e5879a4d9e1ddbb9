//! Lists disks, looks at one and makes one: for the client of progenitor.

use peer::Client;
use peer::types::{ByteCount, DiskCreate, DiskSource, NameOrIdSortMode};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of the service is missing")?;
    let client = Client::new(&url);

    let limit = 10.try_into()?;
    let project = "staging".parse()?;
    let order = NameOrIdSortMode::NameAscending;
    match client.disk_list_v1(Some(limit), None, None, Some(&project), Some(order)).await
    {
        Ok(page) => println!("{:?}", *page),
        Err(error) => eprintln!("{error:?}"),
    }

    match client.disk_view_v1(&"data".parse()?, None, Some(&project)).await {
        Ok(disk) => println!("{:?}", *disk),
        Err(error) => eprintln!("{error:?}"),
    }

    let disk = DiskCreate {
        description: "for the archive".to_owned(),
        disk_source: DiskSource::Blank { block_size: 512.try_into()? },
        name: "data".parse()?,
        size: ByteCount(1 << 30),
    };
    match client.disk_create_v1(None, &project, &disk).await {
        Ok(disk) => println!("{:?}", *disk),
        Err(error) => eprintln!("{error:?}"),
    }
    Ok(())
}
